namespace OpenClaw.Tenancy.Directory;

/// <summary>Why a change of the directory is refused.</summary>
public enum DirectoryRefusalReason
{
    /// <summary>Not known.</summary>
    Unspecified = 0,

    /// <summary>What it would change is not there.</summary>
    NotFound,

    /// <summary>It does not fit what is there: the id is taken, the version is not the current one, the way does not exist, the last owner would go.</summary>
    Conflict,

    /// <summary>Who makes it may not: nobody grants above what he holds.</summary>
    NotAllowed,

    /// <summary>A limit is reached.</summary>
    LimitReached,
}
