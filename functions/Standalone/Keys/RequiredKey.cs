using Microsoft.Azure.Functions.Worker;

namespace MlFunctions.Standalone.Keys;

/// <summary>Endpoint metadata: whose key an endpoint asks for. One without this metadata is open.</summary>
internal sealed record RequiredKey(AuthorizationLevel Level);
