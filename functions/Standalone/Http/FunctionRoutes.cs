using Microsoft.AspNetCore.Routing.Patterns;
using MlFunctions.Standalone.Catalog;
using MlFunctions.Standalone.Kernel;
using MlFunctions.Standalone.Keys;

namespace MlFunctions.Standalone.Http;

/// <summary>The HTTP functions as endpoints of Kestrel.</summary>
internal static class FunctionRoutes
{
    /// <summary>
    /// Maps each function to its route. The fallback takes every verb of every path, so a known path with a wrong verb is not found, as
    /// on the Functions host, instead of 405.
    /// </summary>
    public static void MapFunctions(this WebApplication app)
    {
        var functions = app.MapGroup($"/{RoutePrefix()}");
        var catalog = app.Services.GetRequiredService<FunctionCatalog>();
        foreach (var function in catalog.Http.Where(function => !app.Configuration.IsDisabled(function)))
            Map(functions, function);
        app.MapFallback("{**path}", context =>
            HostProblems.WriteAsync(context, StatusCodes.Status404NotFound, $"No function answers {context.Request.Method} {context.Request.Path}."));
    }

    private static void Map(RouteGroupBuilder group, HttpFunction function)
    {
        var options = new RequestDelegateFactoryOptions
        {
            ServiceProvider = ((IEndpointRouteBuilder)group).ServiceProvider,
            RouteParameterNames = RoutePatternFactory.Parse(function.Route).Parameters.Select(parameter => parameter.Name),
            DisableInferBodyFromParameters = true,
            ThrowOnBadRequest = true,
        };
        // Built with the first call of the function, so that a start does not wait for those of all.
        var call = new Lazy<RequestDelegate>(() => RequestDelegateFactory
            .Create(function.Method, context => context.RequestServices.GetRequiredService(function.Class), options)
            .RequestDelegate);
        Task Call(HttpContext context) => call.Value(context);
        var endpoint = function.Verbs.Count == 0 ? group.Map(function.Route, Call) : group.MapMethods(function.Route, function.Verbs, Call);
        endpoint.WithDisplayName(function.Name).WithMetadata(new RequiredKey(function.Level));
    }

    private static string RoutePrefix()
    {
        var host = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "host.json"), optional: true).Build();
        return host["extensions:http:routePrefix"] ?? "api";
    }
}
