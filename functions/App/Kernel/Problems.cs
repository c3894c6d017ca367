using System.Globalization;
using Microsoft.AspNetCore.Http;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Kernel;

/// <summary>The one place where a refusal becomes problem+json (RFC 9457).</summary>
internal static class Problems
{
    public static IResult ToHttp(this Refusal refusal, string? id = null)
    {
        var problem = Results.Problem(refusal.Detail, statusCode: Status(refusal), title: Title(refusal), extensions: Extensions(refusal, id));
        return refusal is Unavailable { RetryAfter: { } pause } ? new RetryLater(problem, pause) : problem;
    }

    /// <summary>The problem as it is stored where there is no answer to give it in.</summary>
    public static UploadProblem ToProblem(this Refusal refusal) => new(Status(refusal), Title(refusal), refusal.Detail, refusal is Invalid { Errors: { Count: > 0 } errors } ? errors : null);

    public static int Status(Refusal refusal) => refusal switch
    {
        Invalid => StatusCodes.Status400BadRequest,
        Missing => StatusCodes.Status404NotFound,
        Conflict => StatusCodes.Status409Conflict,
        Stale => StatusCodes.Status412PreconditionFailed,
        TooLarge => StatusCodes.Status413PayloadTooLarge,
        Expired => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    private static string Title(Refusal refusal) => refusal switch
    {
        Invalid => "The request cannot be used.",
        Missing => "There is no such thing.",
        Conflict => "That is not possible now.",
        Stale => "It has changed meanwhile.",
        TooLarge => "The request is too large.",
        Expired => "The deadline was over.",
        _ => "Temporarily unavailable.",
    };

    private static Dictionary<string, object?>? Extensions(Refusal refusal, string? id)
    {
        var extensions = new Dictionary<string, object?>();
        if (refusal is Invalid { Errors.Count: > 0 } invalid)
            extensions["errors"] = invalid.Errors;
        if (refusal is Conflict { Evidence: { } evidence })
            extensions["evidence"] = evidence;
        if (id is not null)
            extensions["id"] = id;
        return extensions.Count == 0 ? null : extensions;
    }

    /// <summary>A problem with the seconds after which the call may pass.</summary>
    private sealed class RetryLater(IResult problem, TimeSpan pause) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => (problem as IStatusCodeHttpResult)?.StatusCode;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return problem.ExecuteAsync(httpContext);
        }
    }
}
