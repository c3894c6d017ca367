using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MlFunctions.Architecture.Tests.Reading;
using MlFunctions.Hosting;

namespace MlFunctions.Architecture.Tests;

/// <summary>What both hosts register is whole, and said in one place.</summary>
public sealed class CompositionTests
{
    private const int LongestProgram = 25;

    private static readonly IConfiguration Configuration = new ConfigurationBuilder()
        .AddInMemoryCollection([new(Settings.Storage.Key, Settings.Storage.Default)])
        .Build();

    [Fact]
    public void AddMlFunctions_called_twice_adds_nothing_twice()
    {
        var services = new ServiceCollection().AddMlFunctions(Configuration);
        var once = services.ToArray();
        services.AddMlFunctions(Configuration);
        Violations.None("A second call adds these again.", services.Except(once).Select(service => service.ToString()));
    }

    [Fact]
    public async Task Every_function_can_be_built_from_what_is_registered()
    {
        await using var provider = new ServiceCollection().AddLogging().AddMlFunctions(Configuration)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        await using var call = provider.CreateAsyncScope();
        Assert.All(DeclaredFunction.All, function => Assert.NotNull(call.ServiceProvider.GetRequiredService(function.Class)));
    }

    [Theory]
    [InlineData("Standalone")]
    [InlineData("Worker")]
    public void A_program_names_what_it_starts_and_no_more(string host) =>
        Assert.InRange(File.ReadLines(Path.Combine(Repository.Root, "functions", host, "Program.cs")).Count(), 1, LongestProgram);
}
