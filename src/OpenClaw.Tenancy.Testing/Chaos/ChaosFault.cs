namespace OpenClaw.Tenancy.Testing.Chaos;

/// <summary>What goes wrong with one call.</summary>
public enum ChaosFault
{
    /// <summary>Nothing does.</summary>
    None = 0,

    /// <summary>It fails before it was done.</summary>
    Throw,

    /// <summary>It is done, and its answer is lost: the caller gets the exception.</summary>
    Lose,

    /// <summary>It ends as cancelled, though nobody cancelled it.</summary>
    Cancel,

    /// <summary>It does not answer until it is cancelled. A call that is not asynchronous fails as timed out after the plan's delay.</summary>
    Hang,

    /// <summary>It answers after the plan's delay.</summary>
    Slow,

    /// <summary>It gives what the same call with the same arguments gave first, and is not done again.</summary>
    Stale,

    /// <summary>It is done twice, and gives the second answer.</summary>
    Duplicate,

    /// <summary>It is not done, and gives null, false or zero.</summary>
    Nothing,
}
