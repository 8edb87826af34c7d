namespace Gateway.Tests.Support;

public sealed record Chatted(string Session, string Run);
