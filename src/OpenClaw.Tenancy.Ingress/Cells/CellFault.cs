namespace OpenClaw.Tenancy.Ingress.Cells;

/// <summary>Why a cell does not serve.</summary>
internal enum CellFault : byte
{
    /// <summary>Nothing was said. The default, and a refusal.</summary>
    Unspecified = 0,

    /// <summary>The directory names no runtime for the tenant, or one that the ingress does not know.</summary>
    Missing,

    /// <summary>More than one tenant is on a cell that is not shared.</summary>
    NotAlone,

    /// <summary>It has failed, and is left alone for a while.</summary>
    BackingOff,

    /// <summary>It has as many connections or requests as it may have.</summary>
    Full,

    /// <summary>It was not reached, or not in time.</summary>
    Unreachable,

    /// <summary>It said something that no gateway of this protocol says.</summary>
    Malformed,

    /// <summary>Tenants share it, and it does not say that it keeps their sessions apart.</summary>
    OneSession,

    /// <summary>Its credential could not be had.</summary>
    NoCredential,

    /// <summary>It does not take its credential.</summary>
    CredentialRefused,

    /// <summary>Nothing is wrong.</summary>
    None = byte.MaxValue,
}
