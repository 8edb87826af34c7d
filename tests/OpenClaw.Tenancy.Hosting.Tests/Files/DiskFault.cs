namespace OpenClaw.Tenancy.Hosting.Tests.Files;

/// <summary>How a disk fails.</summary>
public enum DiskFault
{
    /// <summary>One call fails, and the next does not.</summary>
    Once = 0,

    /// <summary>One call fails by an exception that does not look like one of a disk.</summary>
    OnceOddly,

    /// <summary>From then on every call fails until it is mended, as on a full disk.</summary>
    Full,

    /// <summary>From then on nothing is done any more: the process has died there.</summary>
    Dead,
}
