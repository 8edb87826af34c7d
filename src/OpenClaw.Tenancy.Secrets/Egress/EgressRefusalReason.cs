namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>Why an outbound call was refused.</summary>
public enum EgressRefusalReason
{
    /// <summary>Nothing was said. The default, and a refusal.</summary>
    Unspecified = 0,

    /// <summary>The engine did not allow the tenant's scope to call out; its own reason says why.</summary>
    Denied,

    /// <summary>There is no connector of this name.</summary>
    UnknownConnector,

    /// <summary>The tenant's list does not name the connector.</summary>
    NotAllowed,

    /// <summary>The scope that opened the connector has ended, or what it was opened by is dead.</summary>
    Ended,

    /// <summary>The address is outside the strict grammar, or is read differently than it is written.</summary>
    Url,

    /// <summary>The connector does not speak this scheme, or is not opened to plain sockets.</summary>
    Scheme,

    /// <summary>The host name is outside the grammar, or is none of the connector's.</summary>
    Host,

    /// <summary>The port is none of the connector's.</summary>
    Port,

    /// <summary>The path begins with none of the connector's prefixes.</summary>
    Path,

    /// <summary>The name stands for an address that is not public, or for too many.</summary>
    Address,

    /// <summary>The call asks for a version of HTTP that does not go through the guard.</summary>
    Protocol,

    /// <summary>The caller set a header that is the connector's to set.</summary>
    Header,

    /// <summary>A redirect leads down, nowhere, or on for too long.</summary>
    Redirect,

    /// <summary>The connector's secret is missing, expired, revoked or unreadable.</summary>
    Credential,

    /// <summary>Nothing was refused.</summary>
    None = int.MaxValue,
}
