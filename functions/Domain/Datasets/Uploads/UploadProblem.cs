using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Datasets.Uploads;

/// <summary>Why an upload has failed: the problem+json that a whole upload of the same file would have been answered with.</summary>
/// <param name="Status">An HTTP status.</param>
/// <param name="Title">The kind of problem.</param>
/// <param name="Detail">What is wrong and what to do.</param>
/// <param name="Errors">Each place in the file; null where there is none.</param>
public sealed record UploadProblem(int Status, string Title, string Detail, IReadOnlyList<FieldError>? Errors = null);
