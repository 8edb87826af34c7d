using Gateway.Tests.Support;

namespace Gateway.Tests.Faults;

/// <summary>What stands in no answer.</summary>
internal static class Leak
{
    private static readonly string[] Never = [FaultPlan.Secret, FaultWorld.SecretText, FaultWorld.GlobexText, "globex", "Globex", "   at ", "Exception", "SQLite", "gateway_", "tenancy_", "directory.jsonl"];

    internal static void AssertNone(Answer answer, string? token, string at, bool isOwnText)
    {
        string said = $"{answer.Headers}\n{answer.Body}";
        foreach (string never in Never.Concat(isOwnText ? [] : [FaultWorld.AcmeText]).Concat(string.IsNullOrEmpty(token) ? [] : [token]))
        {
            Assert.False(said.Contains(never, StringComparison.Ordinal), $"{at}: '{never}' stands in {said}");
        }
    }
}
