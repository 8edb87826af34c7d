using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>What became of opening a connector. The default is a refusal.</summary>
public readonly struct EgressOpening
{
    private EgressOpening(EgressRefusalReason reason, DenyReason denial, TenantConnector? connector) => (Reason, Denial, Connector) = (reason, denial, connector);

    /// <summary>Why it was refused; <see cref="EgressRefusalReason.None"/> when it was not.</summary>
    public EgressRefusalReason Reason { get; }

    /// <summary>The engine's own reason where <see cref="Reason"/> is <see cref="EgressRefusalReason.Denied"/>.</summary>
    public DenyReason Denial { get; }

    /// <summary>The connector, or null when it was refused.</summary>
    public TenantConnector? Connector { get; }

    /// <summary>Whether it is open.</summary>
    [MemberNotNullWhen(true, nameof(Connector))]
    public bool IsOpen => Connector is not null;

    internal static EgressOpening Of(TenantConnector connector) => new(EgressRefusalReason.None, DenyReason.None, connector);

    internal static EgressOpening Refused(EgressRefusalReason reason) => new(reason, DenyReason.PolicyDenied, connector: null);

    internal static EgressOpening Denied(DenyReason denial) => new(EgressRefusalReason.Denied, denial, connector: null);
}
