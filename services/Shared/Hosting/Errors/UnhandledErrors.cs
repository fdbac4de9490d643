using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Hosting.Errors;

/// <summary>Turns what no endpoint answered (bugs, oversized bodies, unknown routes) into problem details without internals.</summary>
internal static class UnhandledErrors
{
    public static void UseProblemDetails(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerAsync,
            // A client that sends nonsense, or half of it, is no error of ours: anybody could fill the log with it.
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePages(context => AnswerStatusAsync(context.HttpContext));
    }

    private static Task AnswerAsync(HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>()?.Error switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(context),
            BadHttpRequestException e => Problem.WriteAsync(context, e.StatusCode, "request.invalid", "The request could not be read."),
            _ => Problem.WriteAsync(context, 500, "internal", "Something went wrong on our side.", $"Trace {context.TraceIdentifier}."),
        };

    private static Task AnswerStatusAsync(HttpContext context) => context.Response.StatusCode switch
    {
        400 => Problem.WriteAsync(context, 400, "request.invalid", "The request could not be read."),
        404 => Problem.WriteAsync(context, 404, "route.not_found", "There is nothing at this address."),
        405 => Problem.WriteAsync(context, 405, "method.not_allowed", "This address does not take this method."),
        408 => Problem.WriteAsync(context, 408, "request.timeout", "The request took too long to come."),
        413 => TooLarge(context),
        415 => Problem.WriteAsync(context, 415, "content_type.unsupported", "This content type is not supported."),
        var status => Problem.WriteAsync(context, status, $"http.{status}", "The request was not answered."),
    };

    private static Task TooLarge(HttpContext context) =>
        Problem.WriteAsync(context, 413, "body.too_large", "The body is larger than this address takes.");
}
