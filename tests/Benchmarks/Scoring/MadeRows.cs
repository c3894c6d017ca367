using System.Text;
using MlFunctions.App.Tasks;
using MlFunctions.Benchmarks.Samples;
using MlFunctions.Demo;
using MlFunctions.Domain.Datasets;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;
using MlFunctions.Storage.Datasets;

namespace MlFunctions.Benchmarks.Scoring;

/// <summary>Seeded rows of the tasks that ship, so that no file is needed.</summary>
internal static class MadeRows
{
    /// <summary>Of a request of <see cref="TaskKind.Ranking"/>.</summary>
    public const int Products = 100;

    private const int Requests = 80;
    private const int Payments = 8_000;
    private const int Days = 21;
    private const int OrdersADay = 600;

    private static readonly string[] Words =
        ["red", "blue", "black", "steel", "wooden", "small", "large", "folding", "lamp", "chair", "table", "kettle", "phone", "case", "drive", "mixer", "shelf", "clock", "for", "with"];

    public static TaskDefinition Task(TaskKind kind) => SeedTasks.Definitions.First(task => task.Kind == kind);

    public static Task<IReadOnlyList<Example>> OfAsync(TaskKind kind, int seed, CancellationToken cancel) => kind switch
    {
        TaskKind.Regression => OrdersAsync(seed, cancel),
        TaskKind.Binary => System.Threading.Tasks.Task.FromResult<IReadOnlyList<Example>>([.. Enumerable.Range(0, Payments).Select(new PaymentsMade(seed).Next)]),
        _ => System.Threading.Tasks.Task.FromResult<IReadOnlyList<Example>>([.. Searches(new Random(seed))]),
    };

    // As an upload's are read.
    private static async Task<IReadOnlyList<Example>> OrdersAsync(int seed, CancellationToken cancel)
    {
        var csv = new City(seed).Orders(SampleOrders.Start, Days, OrdersADay).Select(order => order.ToCsv()).Prepend(Order.Header);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', csv)));
        await using var lines = (await DatasetLines.OpenAsync(DatasetFormat.Csv, file, Task(TaskKind.Regression), cancel)).Value!;
        var examples = new List<Example>();
        await foreach (var line in lines.ReadAsync(cancel))
        {
            if (line is UsableLine usable)
                examples.Add(usable.Example);
        }

        return examples;
    }

    // Titles of four to ten words; the more of the query's a title has, the higher its grade.
    private static IEnumerable<Example> Searches(Random random)
    {
        var columns = Task(TaskKind.Ranking).Columns;
        for (var request = 0; request < Requests; request++)
        {
            var query = random.GetItems(Words, 3);
            for (var product = 0; product < Products; product++)
            {
                string[] title = [.. random.GetItems(Words, random.Next(3, 8)), .. random.GetItems(query, random.Next(3)), $"{random.Next(300)}"];
                var row = Row.Empty(columns);
                (row.Texts[0], row.Texts[1], row.Texts[2]) = ($"{string.Join(' ', query)} {request}", $"{request}-{product}", string.Join(' ', title));
                yield return new Example(row, 1 + query.Distinct().Count(title.Contains));
            }
        }
    }

    // One in fifty is a fraud: dear, and of odd proportions.
    private sealed class PaymentsMade(int seed)
    {
        private readonly Random random = new(seed);
        private readonly IReadOnlyList<Column> columns = Task(TaskKind.Binary).Columns;

        public Example Next(int payment)
        {
            var isFraud = random.Next(50) == 0;
            var row = Row.Empty(columns);
            for (var place = 0; place < columns.Count; place++)
                row.Numbers[place] = Math.Log(random.NextDouble() / (1 - random.NextDouble())) + (isFraud && place % 3 == 0 ? 2 : 0);
            row.Numbers[0] = payment;
            return new Example(row, isFraud ? 1 : 0);
        }
    }
}
