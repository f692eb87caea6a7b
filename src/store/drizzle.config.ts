/** For `drizzle-kit generate`, which writes the migrations. */
export default {
  dialect: 'postgresql',
  schema: './src/store/schema.ts',
  out: './src/store/migrations',
  schemaFilter: ['dovetail'],
};
