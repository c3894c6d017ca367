using Microsoft.Azure.Functions.Worker;
using MlFunctions.Standalone.Catalog;
using MlFunctions.Standalone.Kernel;
using MlFunctions.Standalone.Keys;
using MlFunctions.Standalone.Timers;

namespace MlFunctions.Standalone.Admin;

/// <summary>The Functions host's calls for whoever runs the application: list the functions, and fire a timer by hand.</summary>
internal static class AdminRoutes
{
    public static void MapAdmin(this WebApplication app)
    {
        var admin = app.MapGroup("/admin").WithMetadata(new RequiredKey(AuthorizationLevel.Admin));
        admin.MapGet("functions", List);
        admin.MapPost("functions/{name}", Fire);
        admin.MapFallback("{**path}", context =>
            HostProblems.WriteAsync(context, StatusCodes.Status404NotFound, "There are GET /admin/functions and POST /admin/functions/{name}."));
    }

    /// <summary>202 at once, as the Functions host answers: the call goes on by itself, and the log tells of its failure.</summary>
    private static IResult Fire(string name, TimerService timers) => timers.Fire(name) is null
        ? Results.Problem($"No timer function is named '{name}': GET /admin/functions lists them.", statusCode: StatusCodes.Status404NotFound)
        : Results.Accepted();

    private static IEnumerable<object> List(FunctionCatalog catalog, IConfiguration configuration, TimerService timers) =>
        catalog.All.Select(object (function) => function switch
        {
            HttpFunction http => new HttpEntry(http.Name, http.Level, http.Verbs, http.Route, configuration.IsDisabled(http)),
            TimerFunction timer when timers.Count(timer.Name) is var count =>
                new TimerEntry(timer.Name, timer.Schedule, Schedule.Of(timer, configuration) is null, count.Runs, count.Failures),
            _ => throw new InvalidOperationException($"Unknown trigger of {function.Name}."),
        });

    private sealed record HttpEntry(string Name, AuthorizationLevel Level, IReadOnlyList<string> Verbs, string Route, bool IsDisabled);

    /// <param name="Runs">Calls on this instance since it started.</param>
    /// <param name="Failures">Those of them that failed.</param>
    private sealed record TimerEntry(string Name, string Schedule, bool IsDisabled, int Runs, int Failures);
}
