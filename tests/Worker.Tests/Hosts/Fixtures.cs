namespace MlFunctions.Worker.Tests.Hosts;

/// <summary>One after the other: some compare what both hosts answer, which no other test may change in between.</summary>
[CollectionDefinition(Name)]
public sealed class BothHosts : ICollectionFixture<WithBothHosts>
{
    public const string Name = "Both hosts on one account";
}
