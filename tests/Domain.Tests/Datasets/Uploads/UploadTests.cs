using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Datasets.Uploads;

namespace MlFunctions.Domain.Tests.Datasets.Uploads;

public sealed class UploadTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Upload Open = new("u", DatasetRole.Training, DatasetFormat.Csv, IsGzip: false, Now);
    private static readonly UploadProblem Problem = new(400, "t", "d");

    [Fact]
    public void Upload_is_due_while_nobody_holds_it()
    {
        var queued = Open.Complete(3, null);
        var taken = queued.Take("one", Now);

        Assert.False(Open.IsDue(Now));
        Assert.True(queued.IsDue(Now));
        Assert.False(taken.IsDue(Now + Upload.Hold));
        Assert.True(taken.IsDue(Now + Upload.Hold + TimeSpan.FromTicks(1)));
        Assert.False(taken.Advance(0.5, Now.AddSeconds(30)).IsDue(Now + Upload.Hold + TimeSpan.FromSeconds(30)));
        Assert.True(taken.GiveBack(TimeSpan.Zero).IsDue(Now));
        Assert.False(taken.Retry(Now).IsDue(Now + Upload.RetryDelay));
        Assert.True(taken.Retry(Now).IsDue(Now + Upload.RetryDelay + TimeSpan.FromTicks(1)));
        Assert.False(taken.Succeed(1, Now).IsDue(Now.AddDays(1)));
        Assert.False(taken.Fail(Problem, Now).IsDue(Now.AddDays(1)));
    }

    [Fact]
    public void File_that_is_never_read_within_the_time_of_a_function_fails_in_the_end()
    {
        var upload = Open.Complete(3, null);
        for (var stop = 0; stop < Upload.MaxAttempts; stop++)
            upload = upload.Take("one", Now).GiveBack(TimeSpan.FromHours(1));

        Assert.Equal((UploadState.Failed, 503), (upload.Take("one", Now).State, upload.Take("one", Now).Problem!.Status));
    }

    [Fact]
    public void Lost_attempts_end_the_upload_and_early_stops_do_not()
    {
        var upload = Open.Complete(3, null);
        for (var stop = 0; stop < 20; stop++)
            upload = upload.Take("one", Now).GiveBack(Upload.LongAttempt - TimeSpan.FromTicks(1));
        for (var attempt = 1; attempt <= Upload.MaxAttempts; attempt++)
        {
            upload = upload.Take("one", Now);
            Assert.Equal((UploadState.Completing, attempt), (upload.State, upload.Attempts));
        }

        upload = upload.Take("one", Now);
        Assert.Equal((UploadState.Failed, 503), (upload.State, upload.Problem!.Status));
        Assert.Equal((UploadState.Completing, 0, null), (upload.Complete(3, null).State, upload.Complete(3, null).Attempts, upload.Complete(3, null).Problem));
    }

    [Fact]
    public void Progress_of_an_attempt_never_falls()
    {
        var upload = Open.Complete(3, null).Take("one", Now).Advance(0.7, Now).Advance(0.4, Now);

        Assert.Equal(0.7, upload.Progress);
        Assert.Equal(1, upload.Advance(1.2, Now).Progress);
        Assert.Equal(0, upload.Retry(Now).Progress);
    }

    [Fact]
    public void Parts_are_taken_while_the_upload_is_open_or_has_failed()
    {
        Assert.True(Open.TakesParts);
        Assert.True(Open.Complete(3, null).Take("one", Now).Fail(Problem, Now).TakesParts);
        Assert.False(Open.Complete(3, null).TakesParts);
        Assert.False(Open.Complete(3, null).Succeed(1, Now).TakesParts);
        Assert.False((Open with { State = UploadState.Deleting }).TakesParts);
        Assert.False((Open with { Source = new(new Uri("https://a.example/b/c"), "e", 1) }).TakesParts);
    }

    [Fact]
    public void Upload_expires_a_week_after_its_beginning_or_end()
    {
        var completed = Open.Complete(3, null).Succeed(1, Now.AddDays(6));

        Assert.False(Open.IsExpired(Now.AddDays(7).AddTicks(-1)));
        Assert.True(Open.IsExpired(Now.AddDays(7)));
        Assert.False(Open.Complete(3, null).IsExpired(Now.AddDays(70)));
        Assert.False(completed.IsExpired(Now.AddDays(12)));
        Assert.True(completed.IsExpired(Now.AddDays(13)));
    }
}
