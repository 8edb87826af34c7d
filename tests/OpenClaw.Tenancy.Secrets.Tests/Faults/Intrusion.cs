namespace OpenClaw.Tenancy.Secrets.Tests.Faults;

/// <summary>What happens at one call of a vault or of a wrapper.</summary>
public enum Intrusion
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It fails before anything is done.</summary>
    FailBefore,

    /// <summary>It is done, and then fails.</summary>
    FailAfter,

    /// <summary>It says that it was cancelled, and the caller cancelled nothing.</summary>
    ForeignCancel,

    /// <summary>The caller cancels before anything is done.</summary>
    CancelBefore,

    /// <summary>The caller cancels when it is done.</summary>
    CancelAfter,

    /// <summary>The caller cancels when it is done, and what ends it is another exception, as a driver's.</summary>
    CancelAndFail,

    /// <summary>Something else happens before it is done.</summary>
    Meanwhile,

    /// <summary>It does not answer until a test says so, and is done then.</summary>
    Hang,
}
