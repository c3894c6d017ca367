using System.Net;
using MlFunctions.App.Tests.Hosts;

namespace MlFunctions.App.Tests.Edge;

[Collection(Trained.Name)]
public sealed class HealthTests(WithAModelInProduction trained)
{
    [Fact]
    public async Task An_instance_that_reaches_storage_is_healthy() =>
        Assert.Equal(HttpStatusCode.OK, (await trained.Host.Http.GetAsync("api/health", TestContext.Current.CancellationToken)).StatusCode);
}
