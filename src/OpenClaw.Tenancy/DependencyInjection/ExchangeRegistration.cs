namespace OpenClaw.Tenancy.DependencyInjection;

/// <summary>That something mints with one of the host's issuers; kept for the validation at start.</summary>
/// <param name="call">The call that asked for it.</param>
/// <param name="issuer">The issuer.</param>
/// <param name="ofUsers">Whether its subjects have to be members, by the ids of the directory's users.</param>
internal sealed class ExchangeRegistration(string call, string issuer, bool ofUsers)
{
    internal string Call { get; } = call;

    internal string Issuer { get; } = issuer;

    internal bool OfUsers { get; } = ofUsers;
}
