using MlFunctions.Support;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
