using Microsoft.ML;
using Microsoft.ML.Data;
using MlFunctions.Learning.Features;

namespace MlFunctions.Learning.Trees;

/// <summary>Chosen rows of a matrix as ML.NET reads them, in place: it makes many passes over its training rows.</summary>
internal sealed class MatrixView(FeatureMatrix features, IReadOnlyList<double> labels, IReadOnlyList<int> rows, IReadOnlyList<int>? groups = null) : IDataView
{
    public const string Label = nameof(Label);

    public const string Features = nameof(Features);

    public const string Group = nameof(Group);

    // Less than every number, and no NaN: ML.NET keeps the side that LightGBM chose for NaN to itself, so the copied trees could not follow it.
    private const float Missing = float.MinValue;

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; } = SchemaOf(features.Width, groups);

    public long? GetRowCount() => rows.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [new Cursor(this)];

    private static DataViewSchema SchemaOf(int width, IReadOnlyList<int>? groups)
    {
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(Label, NumberDataViewType.Single);
        schema.AddColumn(Features, new VectorDataViewType(NumberDataViewType.Single, width));
        if (groups is not null)
            schema.AddColumn(Group, new KeyDataViewType(typeof(uint), groups.Max() + 1));
        return schema.ToSchema();
    }

    private void Read(int place, ref VBuffer<float> into)
    {
        var editor = VBufferEditor.Create(ref into, features.Width);
        var row = features[rows[place]];
        for (var feature = 0; feature < row.Length; feature++)
            editor.Values[feature] = float.IsNaN(row[feature]) ? Missing : row[feature];
        into = editor.Commit();
    }

    private sealed class Cursor(MatrixView view) : DataViewRowCursor
    {
        private int place = -1;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => place;

        public override long Batch => 0;

        public override bool MoveNext() => ++place < view.Count;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)place, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => (ValueGetter<TValue>)(column.Name switch
        {
            Label => (Delegate)(ValueGetter<float>)((ref float label) => label = view.LabelAt(place)),
            Group => (ValueGetter<uint>)((ref uint group) => group = view.GroupAt(place)),
            _ => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> into) => view.Read(place, ref into)),
        });
    }

    private int Count => rows.Count;

    private float LabelAt(int place) => (float)labels[rows[place]];

    // A key of 0 is a missing one.
    private uint GroupAt(int place) => (uint)groups![rows[place]] + 1;
}
