using MlFunctions.Benchmarks.Commands;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Learning.Artifacts;
using MlFunctions.Support.Accounts;

namespace MlFunctions.Benchmarks.Accounts;

/// <summary>Makes the accounts that tests of later versions read.</summary>
internal static class AccountCommand
{
    /// <summary>The Monday on which the run begins.</summary>
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public static Command Command { get; } = new(
        "account <account.zip.br>",
        "Fills an account through the API and the timers with every kind of stored document, and writes its tables and blobs, and what the API answers of them, into a file that later versions must read.",
        MakeAsync);

    private static async Task<int> MakeAsync(Arguments arguments, CancellationToken cancel)
    {
        var place = arguments.Place(0, "account.zip.br");
        await using var bed = await TestBed.SetUpAsync(cancel);
        var clock = new StillClock(Start);
        IReadOnlyList<string> predictions;
        await using (var host = await FilledHost.StartAsync(bed, clock, withSchedules: true, cancel))
            predictions = await new AccountRun(host, cancel).FillAsync();

        var account = await new AccountTransfer(bed.ConnectionString, TestBed.Prefix).ReadAsync(new(LearningCode.Version, clock.GetUtcNow()), cancel);
        await using (var reader = await FilledHost.StartAsync(bed, clock, withSchedules: false, cancel))
            account = account with { Answers = await new AccountCalls(reader, predictions, cancel).ReadAsync() };
        await using (var file = File.Create(place))
            account.Save(file);
        Console.WriteLine($"{place}: {account.Tables.Values.Sum(rows => rows.Count)} rows of {account.Tables.Count} tables, {account.Blobs.Count} blobs, {account.Answers.Count} answers, {new FileInfo(place).Length / 1024} KiB.");
        return 0;
    }
}
