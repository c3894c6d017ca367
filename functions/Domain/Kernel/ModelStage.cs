namespace MlFunctions.Domain.Kernel;

/// <summary>Where a model stands on its way.</summary>
public enum ModelStage
{
    Candidate,
    Shadow,
    Pilot,
    Production,
    Retired,
    Rejected,
}
