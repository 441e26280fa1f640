/** The official protocol definition of OTLP, as the package of OpenTelemetry generates it from the .proto files. */
import definition from '@opentelemetry/otlp-transformer/build/src/generated/root.js';

interface MessageType {
  verify(message: object): string | null;
  fromObject(object: object): object;
  toObject(message: object, options: object): object;
  encode(message: object): { finish(): Uint8Array };
}

interface Definition {
  readonly opentelemetry: {
    readonly proto: {
      readonly collector: {
        readonly logs: {
          readonly v1: {
            readonly ExportLogsServiceRequest: MessageType;
            readonly ExportLogsServiceResponse: MessageType;
          };
        };
      };
    };
  };
}

const { ExportLogsServiceRequest, ExportLogsServiceResponse } = (definition as unknown as Definition).opentelemetry
  .proto.collector.logs.v1;

/** What of a JSON request the protocol understands: misspelt, unknown and ill-typed parts are missing or changed. */
export const understoodRequest = (request: object): object => understood(ExportLogsServiceRequest, request);
export const understoodResponse = (response: object): object => understood(ExportLogsServiceResponse, response);

function understood(type: MessageType, object: object): object {
  const message = type.fromObject(object);
  const problem = type.verify(message);
  if (problem !== null) throw new Error(problem);
  if (type.encode(message).finish().byteLength === 0 && Object.keys(object).length > 0)
    throw new Error('nothing in it');
  return type.toObject(message, { longs: String });
}
