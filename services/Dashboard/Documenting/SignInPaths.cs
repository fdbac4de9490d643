using Microsoft.OpenApi;

namespace CreatorFlow.Dashboard.Documenting;

/// <summary>The two addresses of the API that the gateway answers itself (<c>gateway/Auth/SignInEndpoints.cs</c>): they stand in the same description.</summary>
internal static class SignInPaths
{
    private const string TokensName = "Tokens";

    public static void Add(OpenApiDocument document)
    {
        document.Components!.Schemas![TokensName] = Shape(
            ("tokenType", Text("Bearer.")), ("accessToken", Text("For Authorization: Bearer.")), ("expiresIn", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Description = "Seconds that the access token lasts." }),
            ("refreshToken", Text("Exchanged for new ones; lasts longer.")));
        document.Paths["/api/v1/sign-in"] = Post(document, "SignIn", "Exchanges a key, of a header or of the body, for tokens.", "key", "The API key.", required: false);
        document.Paths["/api/v1/sign-in/refresh"] = Post(document, "RefreshSignIn", "Exchanges a refresh token for new tokens.", "refreshToken", "As it was answered.", required: true);
    }

    private static OpenApiPathItem Post(OpenApiDocument document, string name, string says, string field, string what, bool required) => new()
    {
        Operations = new()
        {
            [HttpMethod.Post] = new()
            {
                OperationId = name, Summary = says, Tags = new HashSet<OpenApiTagReference> { new("Access", document) }, Security = [],
                RequestBody = new OpenApiRequestBody { Required = required, Content = Json(Shape((field, Text(what)))) },
                Responses = new()
                {
                    ["200"] = new OpenApiResponse { Description = "OK", Content = Json(new OpenApiSchemaReference(TokensName, document)) },
                    ["401"] = DescribedApi.Refused(document, "auth.expired", "auth.invalid", "auth.missing", "auth.reused"),
                    ["429"] = DescribedApi.Refused(document, "auth.too_many_failures", "rate.limited"),
                    ["default"] = DescribedApi.RefusedAnywhere(document),
                },
            },
        },
    };

    private static Dictionary<string, OpenApiMediaType> Json(IOpenApiSchema schema) => new() { ["application/json"] = new() { Schema = schema } };

    private static OpenApiSchema Text(string says) => new() { Type = JsonSchemaType.String, Description = says };

    private static OpenApiSchema Shape(params (string Name, OpenApiSchema Schema)[] fields) => new()
    {
        Type = JsonSchemaType.Object, Required = fields.Select(f => f.Name).ToHashSet(), Properties = fields.ToDictionary(f => f.Name, f => (IOpenApiSchema)f.Schema),
    };
}
