using MlFunctions.Support;

namespace MlFunctions.Benchmarks.Accounts;

/// <summary>Two weeks of the application's life, told in calls and ticks: after them there is a document of every kind.</summary>
internal sealed class AccountRun(FilledHost host, CancellationToken cancel)
{
    private readonly AccountTraffic traffic = new(host, cancel);
    private readonly AccountPeople people = new(host, cancel);

    /// <returns>The ids of the predictions, in the order of the calls.</returns>
    public async Task<IReadOnlyList<string>> FillAsync()
    {
        await DeclareAsync();
        await people.DeclareTeamAsync();
        await FirstModelsAsync();
        await OtherKindsAsync();
        await host.FireAllAsync();
        await TroubleAsync();
        await people.AnswerAsync();
        await host.FireAllAsync();
        await StagesAsync();
        await DaysAsync();
        await people.LeaveOpenAsync();
        await LastMinutesAsync();
        return traffic.Predictions;
    }

    private async Task DeclareAsync()
    {
        await host.PutAsync($"api/tasks/{AccountTasks.Deliveries}", AccountTasks.DeliveriesDocument("Minutes until an order is there."), cancel);
        await host.PutAsync($"api/tasks/{AccountTasks.Deliveries}", AccountTasks.DeliveriesDocument("Minutes until an order is delivered."), cancel);
        await host.PutAsync($"api/tasks/{AccountTasks.Results}", AccountTasks.ResultsDocument, cancel);
        await host.PutAsync($"api/tasks/{AccountTasks.Payments}", AccountTasks.PaymentsDocument, cancel);
    }

    /// <summary>Small models; the simplest is promoted past a closed gate by two people, and taken back.</summary>
    private async Task FirstModelsAsync()
    {
        await UploadAsync(AccountTasks.Deliveries, "training", SampleTask.Csv(300), "text/csv");
        await UploadAsync(AccountTasks.Deliveries, "validation", SampleTask.Csv(100, seed: 2), "text/csv");
        foreach (var (seed, trainer) in ((string[])["linear", "median", "fasttree", "linear", "linear"]).Index())
            await TrainAsync(AccountTasks.Deliveries, trainer, seed + 1);
        await PromoteAsync(AccountTasks.Deliveries, 1);
        var forced = await host.PostAsync($"api/tasks/{AccountTasks.Deliveries}/promotions", new { model = 2, to = "production", force = true, reason = "The baseline will do.", by = "ada" }, cancel);
        await host.PostAsync($"api/tasks/{AccountTasks.Deliveries}/promotions/{forced.GetProperty("id")}/approvals", new { by = "ben" }, cancel);
        await host.PostAsync($"api/tasks/{AccountTasks.Deliveries}/rollbacks", new { reason = "It did not.", by = "ben" }, cancel);
        await PromoteAsync(AccountTasks.Deliveries, 4, "Trained with another seed.");
    }

    private async Task OtherKindsAsync()
    {
        await UploadAsync(AccountTasks.Results, "training", AccountTasks.ResultsFile(60), "text/x-svmlight");
        await TrainAsync(AccountTasks.Results, "lightgbm");
        await PromoteAsync(AccountTasks.Results, 1);
        await UploadAsync(AccountTasks.Payments, "training", AccountTasks.PaymentsFile(200), "text/csv");
        foreach (var trainer in (string[])["base-rate", "autoencoder", "randomised-pca"])
            await TrainAsync(AccountTasks.Payments, trainer);
        await PromoteAsync(AccountTasks.Payments, 3);
        await traffic.RankAsync();
        await traffic.PayAsync();
    }

    /// <summary>Deliveries as they were learned, and then far later, so that an alarm fires; its ticket pages someone whom no message reaches.</summary>
    private async Task TroubleAsync()
    {
        await host.PostAsync($"api/tasks/{AccountTasks.Deliveries}/alarms/drift/silences", new { until = host.Now.AddDays(30), reason = "A new warehouse opens.", by = "ada" }, cancel);
        await traffic.DeliverAsync(minutes: 6, late: 0);
        await traffic.DeliverAsync(minutes: 8, late: 60);
        await host.FireAllAsync();
    }

    /// <summary>A shadow beside production, and a pilot; and a promotion past a gate that nobody approves.</summary>
    private async Task StagesAsync()
    {
        await host.PostAsync($"api/tasks/{AccountTasks.Deliveries}/promotions", new { model = 2, to = "production", force = true, reason = "Again.", by = "ada" }, cancel);
        await host.PostAsync($"api/tasks/{AccountTasks.Deliveries}/promotions", new { model = 5, to = "shadow", reason = "To compare.", by = "ada" }, cancel);
        await traffic.DeliverAsync(minutes: 2, late: 0);
        await host.PostAsync($"api/tasks/{AccountTasks.Deliveries}/promotions", new { model = 3, to = "shadow", reason = "To see.", by = "ada" }, cancel);
        await host.PostAsync($"api/tasks/{AccountTasks.Deliveries}/promotions", new { model = 3, to = "pilot", reason = "To try.", by = "ada" }, cancel);
        await traffic.DeliverAsync(minutes: 3, late: 0);
        await traffic.CorrectAsync();
    }

    /// <summary>Datasets are cut out of the log, a retraining follows, models that nobody refers to are deleted, the week is reviewed.</summary>
    private async Task DaysAsync()
    {
        for (var day = 0; day < 7; day++)
        {
            host.Clock.Move(TimeSpan.FromDays(1));
            await traffic.DeliverAsync(minutes: 2, late: day);
            host.Clock.Move(TimeSpan.FromHours(2));
            await host.FireAllAsync();
        }
    }

    /// <summary>What the last minute leaves behind: seconds that are not merged, a review of a week that runs, and an upload that is not complete.</summary>
    private async Task LastMinutesAsync()
    {
        await UploadPartsAsync(isComplete: true);
        await UploadPartsAsync(isComplete: false);
        await host.PostAsync("api/reviews/2026-W11", new { }, cancel);
        await traffic.DeliverAsync(minutes: 2, late: 0);
        await traffic.DeliverAsync(minutes: 1, late: 0, isMerged: false);
    }

    private async Task UploadAsync(string task, string role, string rows, string mediaType) => await host.PostTextAsync($"api/tasks/{task}/datasets?role={role}", rows, mediaType, cancel);

    private async Task UploadPartsAsync(bool isComplete)
    {
        var uploads = $"api/tasks/{AccountTasks.Payments}/uploads";
        var id = (await host.PostAsync(uploads, new { role = "training" }, cancel)).GetProperty("id").GetString();
        var rows = AccountTasks.PaymentsFile(isComplete ? 30 : 20);
        await host.PutTextAsync($"{uploads}/{id}/parts/1", rows[..200], cancel);
        if (!isComplete)
            return;
        await host.PutTextAsync($"{uploads}/{id}/parts/2", rows[200..], cancel);
        await host.PostAsync($"{uploads}/{id}/completion", new { }, cancel);
        await host.FireAsync("RunUploads");
    }

    private async Task TrainAsync(string task, string trainer, int seed = 1)
    {
        var queued = await host.PostAsync($"api/tasks/{task}/trainings", new { trainer, seed }, cancel);
        await host.FireAsync("RunTrainings");
        var training = await host.GetAsync($"api/tasks/{task}/trainings/{queued.GetProperty("id").GetString()}", cancel);
        if (training.GetProperty("state").GetString() != "succeeded")
            throw new BenchmarkException($"{trainer} of {task}: {training}");
    }

    private async Task PromoteAsync(string task, int model, string reason = "The first.") => await host.PostAsync($"api/tasks/{task}/promotions", new { model, to = "production", reason, by = "ada" }, cancel);
}
