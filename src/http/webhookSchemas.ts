import { z } from '@hono/zod-openapi';
import { DELIVERY_STATES, type Delivery, EVENTS, type Webhook } from '../deliveries/webhook.ts';
import { LIMITS } from '../limits.ts';
import { param } from './planSchemas.ts';
import { strict } from './shapeError.ts';

/** What requests about webhooks say, and what is answered. */

const time = z.iso.datetime().openapi({ description: 'RFC 3339, UTC.' });

export const webhookParams = z.object({ id: param('id', 'Name of a webhook.') });

export const urlSchema = z
  .string()
  .min(1)
  .max(LIMITS.webhookUrl)
  .openapi({ description: 'Of HTTP; redirects are not followed.' });
export const secretSchema = z.string().min(1).max(200).optional().openapi({
  description: 'whsec_ and base64 of 24 to 64 bytes. When absent, one is made for a new address.',
});

export const putWebhookSchema = strict({
  url: urlSchema,
  events: z.array(z.enum(EVENTS)).min(1).max(EVENTS.length),
  secret: secretSchema,
}).openapi('PutWebhook');

export const webhookSchema = z
  .object({ id: z.string(), url: z.string(), events: z.array(z.enum(EVENTS)), createdAt: time, updatedAt: time })
  .openapi('Webhook');
export const madeWebhookSchema = webhookSchema
  .extend({
    secret: z.string().optional().openapi({ description: 'What signatures are made with; it is told only this once.' }),
  })
  .openapi('MadeWebhook');
export const webhooksSchema = z.object({ webhooks: z.array(webhookSchema) }).openapi('Webhooks');
export const testedSchema = z.object({ delivery: z.string() }).openapi('WebhookTest');

export const deliveriesSchema = z
  .object({
    deliveries: z.array(
      z.object({
        id: z.string().openapi({ description: 'The same at every attempt: webhook-id.' }),
        event: z.enum([...EVENTS, 'test']),
        state: z.enum(DELIVERY_STATES),
        createdAt: time,
        attempts: z.int(),
        triedAt: time.nullable(),
        nextAt: time.nullable(),
        status: z.int().nullable().openapi({ description: 'HTTP status of the last answer.' }),
        says: z.string().nullable().openapi({ description: 'The beginning of it, or why there was none.' }),
      }),
    ),
  })
  .openapi('Deliveries');

export function webhookJson({ id, url, events, createdAt, updatedAt }: Webhook) {
  return { id, url, events: [...events], createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}

export function deliveryJson({ createdAt, triedAt, nextAt, ...rest }: Delivery) {
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    triedAt: triedAt?.toISOString() ?? null,
    nextAt: nextAt?.toISOString() ?? null,
  };
}
