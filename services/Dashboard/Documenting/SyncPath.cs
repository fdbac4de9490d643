using Microsoft.OpenApi;

namespace CreatorFlow.Dashboard.Documenting;

/// <summary>The address that Ingest answers (<c>services/Ingest/Sessions/SyncEndpoint.cs</c>): it stands in the same description.</summary>
internal static class SyncPath
{
    public static void Add(OpenApiDocument document) => document.Paths["/api/sessions/sync"] = new OpenApiPathItem
    {
        Operations = new()
        {
            [HttpMethod.Post] = new()
            {
                OperationId = "SyncSessions", Summary = "Takes what an agent sends, all of it or nothing.", Tags = new HashSet<OpenApiTagReference> { new("Sessions", document) },
                Parameters = [Header("webhook-id", "Of this attempt."), Header("webhook-timestamp", "Seconds since 1970."), Header("webhook-signature", "v1, and the signature of the body as it is sent: docs/sessions.md.")],
                RequestBody = new OpenApiRequestBody { Required = true, Description = "Plain or packed by gzip (Content-Encoding).", Content = Json(Object(("sessions", new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.Object }, Description = "As they are read, each with version, updated_at and time_zone." }))) },
                Responses = new()
                {
                    ["200"] = new OpenApiResponse { Description = "OK", Content = Json(Object(("accepted", Whole()), ("duplicates", Whole()))) },
                    ["400"] = DescribedApi.Refused(document, "sessions.unreadable"),
                    ["401"] = DescribedApi.Refused(document, "webhook.signature_invalid", "webhook.signature_missing", "webhook.timestamp_out_of_tolerance"),
                    ["413"] = DescribedApi.Refused(document, "body.too_large"),
                    ["503"] = DescribedApi.Refused(document, "ingest.unavailable"),
                    ["default"] = DescribedApi.RefusedAnywhere(document),
                },
            },
        },
    };

    private static OpenApiParameter Header(string name, string says) =>
        new() { Name = name, In = ParameterLocation.Header, Required = true, Description = says, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static Dictionary<string, OpenApiMediaType> Json(IOpenApiSchema schema) => new() { ["application/json"] = new() { Schema = schema } };

    private static OpenApiSchema Whole() => new() { Type = JsonSchemaType.Integer, Format = "int32" };

    private static OpenApiSchema Object(params (string Name, OpenApiSchema Schema)[] fields) => new()
    {
        Type = JsonSchemaType.Object, Required = fields.Select(f => f.Name).ToHashSet(), Properties = fields.ToDictionary(f => f.Name, f => (IOpenApiSchema)f.Schema),
    };
}
