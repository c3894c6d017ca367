using MlFunctions.App.Tests.Hosts;
using MlFunctions.Support;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
[assembly: AssemblyFixture(typeof(WithAModelInProduction))]
