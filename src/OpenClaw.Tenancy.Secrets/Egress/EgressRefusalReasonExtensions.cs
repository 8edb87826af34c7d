namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>The stable texts of <see cref="EgressRefusalReason"/>.</summary>
public static class EgressRefusalReasonExtensions
{
    /// <summary>The reason as the word that stands in audit records and messages.</summary>
    /// <param name="reason">The reason.</param>
    /// <returns>A lower-case text with underscores; <c>unspecified</c> for a value that is not defined.</returns>
    public static string ToCode(this EgressRefusalReason reason) => reason switch
    {
        EgressRefusalReason.Denied => "denied",
        EgressRefusalReason.UnknownConnector => "unknown_connector",
        EgressRefusalReason.NotAllowed => "not_allowed",
        EgressRefusalReason.Ended => "ended",
        EgressRefusalReason.Url => "url",
        EgressRefusalReason.Scheme => "scheme",
        EgressRefusalReason.Host => "host",
        EgressRefusalReason.Port => "port",
        EgressRefusalReason.Path => "path",
        EgressRefusalReason.Address => "address",
        EgressRefusalReason.Protocol => "protocol",
        EgressRefusalReason.Header => "header",
        EgressRefusalReason.Redirect => "redirect",
        EgressRefusalReason.Credential => "credential",
        EgressRefusalReason.None => "none",
        _ => "unspecified",
    };
}
