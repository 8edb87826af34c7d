namespace OpenClaw.Tenancy.Approvals;

/// <summary>Who asked or answered, as his issuer knows him. Naming somebody gives no right.</summary>
/// <param name="issuer">The issuer.</param>
/// <param name="subject">His id there.</param>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class ApprovalParty(string issuer, string subject)
{
    /// <summary>The issuer that vouches for him.</summary>
    public string Issuer { get; } = issuer ?? throw new ArgumentNullException(nameof(issuer));

    /// <summary>His id there. Of whoever acts for another it is the other's.</summary>
    public string Subject { get; } = subject ?? throw new ArgumentNullException(nameof(subject));
}
