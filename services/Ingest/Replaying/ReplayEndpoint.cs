using System.Text.Json;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Errors;
using CreatorFlow.Hosting.Security;
using CreatorFlow.Ingest.Webhooks;
using Microsoft.AspNetCore.Mvc;

namespace CreatorFlow.Ingest.Replaying;

/// <summary><c>POST /internal/deliveries/replay</c>: archived deliveries, packed by <see cref="DeliveryCodec"/>, are read again and sent.
/// For the platform's own services alone; the gateway routes nothing here.</summary>
internal static class ReplayEndpoint
{
    private const int LimitBytes = 128 * 1_024 * 1_024;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/internal/deliveries/replay", ReplayAsync)
        .AddEndpointFilter<InternalTokenFilter>().WithMetadata(new RequestSizeLimitAttribute(LimitBytes));

    private static async Task<IResult> ReplayAsync(HttpContext http, DeliveryReplay replay)
    {
        if (await RawBody.ReadAsync(http.Request, LimitBytes, http.RequestAborted) is not { } body) return WebhookAnswers.BodyTooLarge(LimitBytes);
        return Unpack(body) is { } archived
            ? TypedResults.Ok(await replay.SendAsync(archived, http.RequestAborted))
            : Problem.Of(400, "request.invalid", "The request could not be read.");
    }

    private static IReadOnlyList<Delivery>? Unpack(byte[] body)
    {
        try
        {
            return DeliveryCodec.Unpack(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
