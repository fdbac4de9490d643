using System.Globalization;
using System.Text.Json;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>What a shop said to a call of several wishes: nothing means that it took all of them, anything that it took none.</summary>
internal sealed record QuantityAnswer(IReadOnlyList<QuantityError> Errors)
{
    public static QuantityAnswer Read(JsonElement data, int wishes) =>
        new([.. data.Child("inventorySetQuantities").Child("userErrors").Items().Select(error => QuantityError.Read(error, wishes))]);

    /// <summary>Whether the answer is one at all.</summary>
    public static bool IsIn(JsonElement data) => data.Child("inventorySetQuantities").Child("userErrors").ValueKind == JsonValueKind.Array;
}

/// <summary>A user error.</summary>
/// <param name="Code">Shopify's own.</param>
/// <param name="Index">Which of the call's quantities it is about; null when it names none.</param>
internal sealed record QuantityError(string Code, int? Index)
{
    public const string ConcurrentRequest = "IDEMPOTENCY_CONCURRENT_REQUEST";

    /// <summary>Since 2026-10: the call with this key failed, and only another key may try again.</summary>
    public const string PreviousAttemptFailed = "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED";

    public bool IsStale => Code is "CHANGE_FROM_QUANTITY_STALE" or "COMPARE_QUANTITY_STALE";

    public static QuantityError Read(JsonElement error, int wishes) => new(error.Child("code").Text() ?? "USER_ERROR", IndexOf(error, wishes));

    /// <summary><c>field</c> is a path such as <c>["input","quantities","3","changeFromQuantity"]</c>.</summary>
    private static int? IndexOf(JsonElement error, int wishes)
    {
        var path = error.Child("field").Items().Select(step => step.Text()).ToList();
        var at = path.IndexOf("quantities") + 1;
        if (at == 0 || at >= path.Count || !int.TryParse(path[at], NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return wishes == 1 ? 0 : null;
        return index < wishes ? index : null;
    }
}
