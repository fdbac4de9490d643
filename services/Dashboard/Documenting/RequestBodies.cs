using Microsoft.OpenApi;

namespace CreatorFlow.Dashboard.Documenting;

/// <summary>What may be null in a body may be left out of it: a body's schemas say so, an answer's do not, since answers write every null.</summary>
internal static class RequestBodies
{
    public static void Loosen(OpenApiDocument document)
    {
        var schemas = document.Components!.Schemas!;
        var waiting = new Queue<IOpenApiSchema?>();
        foreach (var path in document.Paths.Values)
            foreach (var operation in path.Operations?.Values.ToArray() ?? [])
                foreach (var content in operation.RequestBody?.Content?.Values.ToArray() ?? []) waiting.Enqueue(content.Schema);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var schema))
        {
            foreach (var part in PartsOf(schema)) waiting.Enqueue(part);
            if (schema is not OpenApiSchemaReference { Reference.Id: { } name } || !seen.Add(name) || schemas[name] is not OpenApiSchema own) continue;
            foreach (var (property, shape) in own.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                if (MayBeNull(shape)) own.Required?.Remove(property);
                waiting.Enqueue(shape);
            }
        }
    }

    private static bool MayBeNull(IOpenApiSchema schema) =>
        schema.Type?.HasFlag(JsonSchemaType.Null) == true || schema.OneOf?.Any(s => s is not OpenApiSchemaReference && s.Type == JsonSchemaType.Null) == true;

    /// <summary>Of a reference none: what it stands for is looked at by its name.</summary>
    private static IEnumerable<IOpenApiSchema?> PartsOf(IOpenApiSchema? schema) =>
        schema is null or OpenApiSchemaReference ? [] : [schema.Items, schema.AdditionalProperties, .. schema.OneOf ?? []];
}
