namespace OpenClaw.Tenancy.Samples.Gateway.Secrets;

public sealed record SecretList(IReadOnlyList<SecretView> Secrets);
