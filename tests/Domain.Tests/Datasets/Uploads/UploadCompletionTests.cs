using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Datasets.Uploads;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Tests.Datasets.Uploads;

public sealed class UploadCompletionTests
{
    private static readonly Upload Open = new("u", DatasetRole.Training, DatasetFormat.Csv, IsGzip: false, DateTimeOffset.UnixEpoch);
    private static readonly string One = new('1', 64);
    private static readonly string Two = new('2', 64);

    [Fact]
    public void Whole_upload_is_queued_with_what_was_stated()
    {
        var queued = UploadCompletion.Begin(Open, Parts(1, 2, 3), null, One).Value!;

        Assert.Equal((UploadState.Completing, 3, One), (queued.State, queued.Parts, queued.Sha256));
        Assert.True(UploadCompletion.Begin(Open with { Bytes = 30 }, Parts(1, 2, 3), 3, null).IsDone);
    }

    [Theory]
    [InlineData(new int[0], null, "has no part")]
    [InlineData(new[] { 2 }, null, "part 1:")]
    [InlineData(new[] { 1, 3, 8 }, null, "parts 2 and 4-7:")]
    [InlineData(new[] { 1, 2 }, 4, "parts 3-4:")]
    [InlineData(new[] { 1, 2, 3 }, 2, "has 3 parts")]
    public void Missing_and_surplus_parts_are_named(int[] numbers, int? count, string words)
    {
        var refusal = Assert.IsType<Conflict>(UploadCompletion.Begin(Open, Parts(numbers), count, null).Refusal);

        Assert.Contains(words, refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Size_that_was_stated_must_be_that_of_the_parts()
    {
        var refusal = Assert.IsType<Conflict>(UploadCompletion.Begin(Open with { Bytes = 31 }, Parts(1, 2, 3), null, null).Refusal);

        Assert.Contains("30 bytes", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_no_blob_could_hold_is_too_large()
    {
        UploadPart[] parts = [.. Enumerable.Range(1, 4000).Select(number => Part(number) with { Bytes = UploadLimits.MaxPartBytes })];

        Assert.IsType<TooLarge>(UploadCompletion.Begin(Open, parts, null, null).Refusal);
        Assert.True(UploadCompletion.Begin(Open with { IsGzip = true }, parts, null, null).IsDone);
    }

    [Fact]
    public void Second_completion_changes_nothing_and_must_not_contradict_the_first()
    {
        var queued = UploadCompletion.Begin(Open, Parts(1, 2), null, One).Value!;

        foreach (var upload in new[] { queued, queued.Succeed(7, DateTimeOffset.UnixEpoch) })
        {
            Assert.Same(upload, UploadCompletion.Begin(upload, Parts(1, 2), null, null).Value);
            Assert.Same(upload, UploadCompletion.Begin(upload, [], 2, One).Value);
            Assert.IsType<Conflict>(UploadCompletion.Begin(upload, Parts(1, 2), 3, null).Refusal);
            Assert.IsType<Conflict>(UploadCompletion.Begin(upload, Parts(1, 2), null, Two).Refusal);
        }

        var silent = UploadCompletion.Begin(Open, Parts(1, 2), null, null).Value!;
        Assert.IsType<Conflict>(UploadCompletion.Begin(silent, Parts(1, 2), null, One).Refusal);
        Assert.Equal(Two, UploadCompletion.Begin(Open with { Sha256 = One }, Parts(1, 2), null, Two).Value!.Sha256);
        Assert.True(UploadCompletion.Begin(queued.Fail(new(400, "t", "d"), DateTimeOffset.UnixEpoch), Parts(1, 2), null, Two).IsDone);
    }

    [Fact]
    public void Failed_upload_can_be_completed_again()
    {
        var failed = UploadCompletion.Begin(Open, Parts(1, 2), null, One).Value!.Fail(new(400, "t", "d"), DateTimeOffset.UnixEpoch);
        var ofUrl = failed with { Source = new(new Uri("https://a.example/b/c"), "e", 1), Parts = null };

        Assert.Equal((UploadState.Completing, 3), (UploadCompletion.Begin(failed, Parts(1, 2, 3), null, null).Value!.State, UploadCompletion.Begin(failed, Parts(1, 2, 3), null, null).Value!.Parts));
        Assert.Equal(UploadState.Completing, UploadCompletion.Begin(ofUrl, [], null, null).Value!.State);
    }

    [Fact]
    public void Many_missing_parts_are_counted_after_ten_runs()
    {
        int[] numbers = [.. Enumerable.Range(1, 50).Where(number => number % 2 == 0)];

        Assert.Equal("1, 3, 5, 7, 9, 11, 13, 15, 17, 19 and others, 25 in all", PartNumbers.Text(PartNumbers.Missing(Parts(numbers))));
    }

    private static UploadPart[] Parts(params int[] numbers) => [.. numbers.Select(Part)];

    private static UploadPart Part(int number) => new(number, 10, One, DateTimeOffset.UnixEpoch, $"{number}");
}
