using MlFunctions.Support;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
[assembly: Trait("Category", "Slow")]

namespace MlFunctions.App.Tests.Hosts;

[CollectionDefinition(Name)]
public sealed class Trained : ICollectionFixture<WithAModelInProduction>
{
    public const string Name = "A model is in production";
}
