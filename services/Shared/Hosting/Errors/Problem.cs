using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CreatorFlow.Hosting.Errors;

/// <summary>RFC 9457 problem details with a stable <c>code</c>: the one place where a refusal becomes an answer.</summary>
public static class Problem
{
    /// <param name="status">HTTP status.</param>
    /// <param name="code">Stable, dotted, lower case, e.g. <c>webhook.signature_invalid</c>; clients branch on it.</param>
    /// <param name="title">One sentence for a person, the same for every occurrence.</param>
    /// <param name="detail">What was wrong this time; never internals, secrets or bodies.</param>
    public static ProblemHttpResult Of(int status, string code, string title, string? detail = null) =>
        TypedResults.Problem(Details(status, code, title, detail));

    /// <summary>Writes the problem as the response, for middleware that has no result to return.</summary>
    public static Task WriteAsync(HttpContext context, int status, string code, string title, string? detail = null) =>
        Of(status, code, title, detail).ExecuteAsync(context);

    private static ProblemDetails Details(int status, string code, string title, string? detail) => new()
    {
        Status = status,
        Title = title,
        Detail = detail,
        Type = $"https://creatorflow.dev/problems/{code}",
        Extensions = { ["code"] = code },
    };
}
