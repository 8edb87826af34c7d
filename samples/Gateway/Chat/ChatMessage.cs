namespace OpenClaw.Tenancy.Samples.Gateway.Chat;

public sealed record ChatMessage(string Role, string Content);
