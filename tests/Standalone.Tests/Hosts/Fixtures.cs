using MlFunctions.Support;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
[assembly: Trait("Category", "Slow")]
