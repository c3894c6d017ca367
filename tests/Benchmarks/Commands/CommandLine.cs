using MlFunctions.Benchmarks.Accounts;
using MlFunctions.Benchmarks.Alarms;
using MlFunctions.Benchmarks.Batch;
using MlFunctions.Benchmarks.Bundles;
using MlFunctions.Benchmarks.ColdStart;
using MlFunctions.Benchmarks.Datasets;
using MlFunctions.Benchmarks.Deployments;
using MlFunctions.Benchmarks.Drift;
using MlFunctions.Benchmarks.Escalation;
using MlFunctions.Benchmarks.Freshness;
using MlFunctions.Benchmarks.Gates;
using MlFunctions.Benchmarks.Incident;
using MlFunctions.Benchmarks.Kill;
using MlFunctions.Benchmarks.Latency;
using MlFunctions.Benchmarks.Life;
using MlFunctions.Benchmarks.LogCost;
using MlFunctions.Benchmarks.Memory;
using MlFunctions.Benchmarks.Outage;
using MlFunctions.Benchmarks.Outcomes;
using MlFunctions.Benchmarks.Quality;
using MlFunctions.Benchmarks.Ranking;
using MlFunctions.Benchmarks.Reference;
using MlFunctions.Benchmarks.Retraining;
using MlFunctions.Benchmarks.Scoring;
using MlFunctions.Benchmarks.Serving;
using MlFunctions.Benchmarks.Shadows;
using MlFunctions.Benchmarks.Throughput;
using MlFunctions.Benchmarks.TickCost;
using MlFunctions.Benchmarks.Training;
using MlFunctions.Benchmarks.Uploads;
using MlFunctions.Benchmarks.Workers;
using MlFunctions.Standalone.Kernel;

namespace MlFunctions.Benchmarks.Commands;

/// <summary>Every command, and how one is called.</summary>
internal static class CommandLine
{
    private static readonly IReadOnlyList<Command> Commands =
    [
        AccountCommand.Command,
        AlarmsCommand.Command,
        GatesCommand.Command,
        IncidentCommand.Command,
        LifeCommand.Command,
        KillCommand.Command,
        MemoryCommand.Command,
        DeploymentsCommand.Command,
        OutageCommand.Command,
        ServingCommand.Command,
        ThroughputCommand.Command,
        WorkerCommand.Command,
        LatencyCommand.Command,
        RankingCommand.Command,
        BatchCommand.Command,
        LogCostCommand.Command,
        ShadowCommand.Command,
        QualityCommand.Command,
        ReferenceCommand.Command,
        TrainingCommand.Command,
        OutcomesCommand.Command,
        FreshnessCommand.Command,
        BundleCommand.Command,
        DatasetsCommand.Command,
        UploadsCommand.Command,
        TickCostCommand.Command,
        ColdStartCommand.Command,
        CountedHost.Command,
        ScoringCommand.Command,
        DriftCommand.Command,
        DriftErrorsCommand.Command,
        QuarterCommand.Command,
        RetrainingCommand.Command,
        BareServer.Command,
        EmptyWorker.Command,
    ];

    public static async Task<int> RunAsync(string[] words, CancellationToken cancel)
    {
        if (Commands.FirstOrDefault(command => command.Name == words.FirstOrDefault()) is not { } command)
            return Help();
        try
        {
            return await command.RunAsync(Arguments.Parse(command, words.Skip(1)), cancel);
        }
        catch (Exception refusal) when (refusal is BenchmarkException or RefusedToStartException)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 1;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return 1;
        }
    }

    private static int Help()
    {
        Console.WriteLine("dotnet run -c Release --project tests/Benchmarks -- <command>, one of:");
        foreach (var command in Commands)
            Console.WriteLine($"\n  {command.Usage}\n      {command.Purpose}");
        return 2;
    }
}
