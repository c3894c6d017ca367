using Microsoft.Azure.Functions.Worker;
using MlFunctions.Standalone.Catalog;
using MlFunctions.Standalone.Tests.Samples;

namespace MlFunctions.Standalone.Tests.Catalog;

public sealed class FunctionCatalogTests
{
    private readonly FunctionCatalog catalog = new(typeof(EchoFunction).Assembly);

    [Fact]
    public void An_http_function_is_read_with_its_level_verbs_and_route()
    {
        var echo = catalog.Http.Single(function => function.Name == "Echo");

        Assert.Equal((AuthorizationLevel.Function, "echo/{word}/{number}", typeof(EchoFunction)), (echo.Level, echo.Route, echo.Class));
        Assert.Equal(["GET", "POST"], echo.Verbs);
    }

    [Fact]
    public void A_timer_function_is_read_with_its_schedule_as_declared() =>
        Assert.Equal("%TickSchedule%", catalog.Timers.Single(function => function.Name == "Tick").Schedule);
}
