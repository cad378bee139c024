import type { Driver } from '../driver.js';
import { httpEvent, streamEvent } from '../events.js';

const id = '3f1e2d0c-8a4b-4d6e-9f00-0123456789ab';
const todo = {
  todoId: id,
  userId: id,
  title: 'Title',
  description: 'Text',
  status: 'created',
  createdAt: '2024-01-01T00:00:00.000Z',
  updatedAt: '2024-01-01T00:00:00.000Z',
};
const user = {
  userId: id,
  firstName: 'Ann',
  lastName: 'Other',
  email: 'ann@example.com',
  role: 'user',
  createdAt: '2024-01-01T00:00:00.000Z',
};
const account = {
  email: 'ann@example.com',
  password: 'Passw0rd!x',
  firstName: 'Ann',
  lastName: 'Other',
  sendEmail: true,
};
const claims = (role: string) => ({ jwt: { claims: { userId: id, email: 'ann@example.com', role } } });

export const driver: Driver = {
  environment: {
    USERS_TABLE: 'users',
    TODOS_TABLE: 'todos',
    COGNITO_USER_POOL_ID: 'us-east-1_x',
    COGNITO_APP_CLIENT_ID: 'client',
    STAGE: 'dev',
  },
  aws: ({ service, input }) => {
    if (service !== 'dynamodb') return undefined;
    const row = input.TableName === 'todos' ? todo : user;
    return { Items: [row], Item: row, Attributes: row };
  },
  events: ({ export: name }) => {
    if (name === 'dynamoDBStreamHandler') {
      const changes = (['INSERT', 'MODIFY', 'REMOVE'] as const).map((each) => ({
        name: each,
        keys: { userId: id },
        before: user,
        after: user,
      }));
      return [streamEvent(...changes)];
    }
    if (name === 'preSignUpHandler' || name === 'preTokenGenerationHandler') {
      return [
        {
          userName: id,
          triggerSource: 'PreSignUp_SignUp',
          request: { userAttributes: { email: 'ann@example.com', sub: id } },
          response: {},
        },
      ];
    }
    const parameters = { todoId: id, userId: id };
    const body = /Todo/.test(name) ? { title: 'Title', description: 'Text', status: 'created' } : account;
    return [
      ...['user', 'admin'].map((role) =>
        httpEvent({ method: 'POST', body, parameters, authorizer: claims(role), query: { limit: '10' } }),
      ),
      httpEvent({ method: 'POST', body: {}, parameters: {}, authorizer: claims('user') }),
      httpEvent({ method: 'POST', body: '{', parameters, authorizer: claims('user') }),
    ];
  },
};
