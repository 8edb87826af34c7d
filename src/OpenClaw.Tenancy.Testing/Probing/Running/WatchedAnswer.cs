namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>Something that the owner reads, and how it was before anybody else asked.</summary>
internal sealed record WatchedAnswer(ProbeEndpoint Endpoint, ProbeRequest Request, IReadOnlyList<KindState> Kinds, IReadOnlyList<AnswerShape> Before);
