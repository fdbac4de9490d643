using System.Text.Json;
using System.Text.Json.Serialization;

namespace CreatorFlow.Adapters.Amazon;

/// <summary>How Amazon's JSON is read and written.</summary>
internal static class AmazonJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Null for a body that is not what it should be.</summary>
    public static T? TryRead<T>(byte[] body) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
