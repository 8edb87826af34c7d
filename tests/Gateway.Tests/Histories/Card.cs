namespace Gateway.Tests.Histories;

/// <summary>A step of a history.</summary>
/// <param name="Aim">What is to happen.</param>
/// <param name="IsSure">Whether somebody tries who may; else anybody does.</param>
internal sealed record Card(Happening Aim, bool IsSure);
