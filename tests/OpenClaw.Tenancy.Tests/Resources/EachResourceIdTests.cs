using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Tests.Resources;

/// <summary>An id of each kind is made of its own text and of nothing else.</summary>
public sealed class EachResourceIdTests
{
    private delegate bool Read<T>(string? text, out T? id);

    [Fact]
    public void Id_of_each_kind_comes_back_from_its_text_and_no_other_text_makes_one()
    {
        RequireRead<AgentId>(AgentId.TryFrom, AgentId.From("main"));
        RequireRead<ApiKeyId>(ApiKeyId.TryFrom, ApiKeyId.New());
        RequireRead<ApprovalId>(ApprovalId.TryFrom, ApprovalId.New());
        RequireRead<EventId>(EventId.TryFrom, EventId.New());
        RequireRead<GrantId>(GrantId.TryFrom, GrantId.New());
        RequireRead<InvitationId>(InvitationId.TryFrom, InvitationId.New());
        RequireRead<JobId>(JobId.TryFrom, JobId.New());
        RequireRead<RunId>(RunId.TryFrom, RunId.New());
        RequireRead<SessionId>(SessionId.TryFrom, SessionId.New());
        RequireRead<SessionKey>(SessionKey.TryFrom, SessionKey.From("main"));
        RequireRead<UserId>(UserId.TryFrom, UserId.New());
    }

    private static void RequireRead<T>(Read<T> read, T made)
        where T : class
    {
        Assert.True(read(made.ToString(), out T? id), typeof(T).Name);
        Assert.Equal(made.ToString(), id?.ToString());
        foreach (string? text in (string?[])[null, string.Empty, "a b", "a/../b", "a\n"])
        {
            Assert.False(read(text, out T? none), $"{typeof(T).Name}: {text}");
            Assert.Null(none);
        }
    }
}
