using Microsoft.AspNetCore.Http;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.App.Kernel;

/// <summary>Answers in the application's JSON dialect.</summary>
internal static class Answers
{
    public static IResult Ok<T>(T value) => Results.Json(value, Json.Options);

    public static IResult Created<T>(HttpRequest request, string path, T value) => At(request, path, value, StatusCodes.Status201Created);

    public static IResult Accepted<T>(HttpRequest request, string path, T value) => At(request, path, value, StatusCodes.Status202Accepted);

    /// <summary>Accepted, with the state at another place than below the call's own.</summary>
    public static IResult AcceptedAt<T>(HttpRequest request, string location, T value)
    {
        request.HttpContext.Response.Headers.Location = location;
        return Results.Json(value, Json.Options, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>A value, or its refusal.</summary>
    public static IResult ToHttp<T>(this Result<T> result)
        where T : class => result.IsDone ? Ok(result.Value) : result.Refusal.ToHttp();

    private static IResult At<T>(HttpRequest request, string path, T value, int status)
    {
        request.HttpContext.Response.Headers.Location = $"{request.PathBase}{request.Path}/{path}";
        return Results.Json(value, Json.Options, statusCode: status);
    }
}
