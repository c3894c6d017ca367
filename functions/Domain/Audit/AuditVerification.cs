namespace MlFunctions.Domain.Audit;

/// <summary>Whether everything is as it was written.</summary>
/// <param name="IsIntact">Nothing that was looked at is broken.</param>
/// <param name="Rows">Of the audit.</param>
/// <param name="Head">Its last row; kept elsewhere, it tells later whether the chain was written anew.</param>
/// <param name="Broken">The first row that is not as it was written.</param>
/// <param name="Pin">What became of a head that was kept elsewhere.</param>
/// <param name="Models">The models' files; null where they were not asked for.</param>
/// <param name="Datasets">The datasets' files; null where they were not asked for.</param>
public sealed record AuditVerification(bool IsIntact, int Rows, AuditHead Head, AuditFault? Broken, AuditPin? Pin, AuditedKind? Models, AuditedKind? Datasets)
{
    public static AuditVerification Of(int rows, AuditHead head, AuditFault? broken, AuditPin? pin, AuditedKind? models, AuditedKind? datasets) =>
        new(broken is null && pin?.Stands != false && models?.Broken is null && datasets?.Broken is null, rows, head, broken, pin, models, datasets);
}

/// <summary>Something that is not as it was written.</summary>
/// <param name="What">Such as <c>audit row 17</c>.</param>
/// <param name="Detail">Why, in words.</param>
public sealed record AuditFault(string What, string Detail);

/// <summary>A head that somebody kept, and whether the chain still leads to it.</summary>
public sealed record AuditPin(int Number, string Hash, bool Stands);

/// <summary>All of a kind, held against the audit.</summary>
/// <param name="Checked">So many are as they were.</param>
/// <param name="Deleted">So many of them have lost files to retention.</param>
/// <param name="Pending">The audit has not been told of so many; they are held against what lists say.</param>
/// <param name="Broken">The first that is not.</param>
public sealed record AuditedKind(int Checked, int Deleted, int Pending, AuditFault? Broken);
