<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>AccountActs</name>
    <message numerus="yes">
        <source>Add %n target(s) to %1</source>
        <translation>
            <numerusform>Add %n target to %1</numerusform>
            <numerusform>Add %n targets to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mail to %1 is refused from then on: &quot;no such account&quot;. Its %n target(s) themselves stay as they are.</source>
        <translation>
            <numerusform>Mail to %1 is refused from then on: &quot;no such account&quot;. Its %n target itself stays as it is.</numerusform>
            <numerusform>Mail to %1 is refused from then on: &quot;no such account&quot;. Its %n targets themselves stay as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AccountForms</name>
    <message numerus="yes">
        <source>%1 (%n account(s))</source>
        <translation>
            <numerusform>%1 (%n account)</numerusform>
            <numerusform>%1 (%n accounts)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClusterDetail</name>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>%n account</numerusform>
            <numerusform>%n accounts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DivergenceTexts</name>
    <message numerus="yes">
        <source>Merge %n row(s)</source>
        <translation>
            <numerusform>Merge %n row</numerusform>
            <numerusform>Merge %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EditorTexts</name>
    <message numerus="yes">
        <source>%n change(s), not applied</source>
        <translation>
            <numerusform>%n change, not applied</numerusform>
            <numerusform>%n changes, not applied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n address(es) reached within %1 ms</source>
        <translation>
            <numerusform>%n address reached within %1 ms</numerusform>
            <numerusform>%n addresses reached within %1 ms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MemberActs</name>
    <message numerus="yes">
        <source>It still hosts %n account(s) on %1. While it does, the cluster refuses to remove it: reassign them first.</source>
        <translation>
            <numerusform>It still hosts %n account on %1. While it does, the cluster refuses to remove it: reassign it first.</numerusform>
            <numerusform>It still hosts %n accounts on %1. While it does, the cluster refuses to remove it: reassign them first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MemberDetail</name>
    <message numerus="yes">
        <source>%n account(s), %1 free</source>
        <translation>
            <numerusform>%n account, %1 free</numerusform>
            <numerusform>%n accounts, %1 free</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) for its accounts wait in the queues, the oldest since %1</source>
        <translation>
            <numerusform>%n message for its accounts waits in the queues, the oldest since %1</numerusform>
            <numerusform>%n messages for its accounts wait in the queues, the oldest since %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) wait in its own queue, the oldest since %1</source>
        <translation>
            <numerusform>%n message waits in its own queue, the oldest since %1</numerusform>
            <numerusform>%n messages wait in its own queue, the oldest since %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MemberTexts</name>
    <message numerus="yes">
        <source>up for all %n other(s)</source>
        <translation>
            <numerusform>up for the other one</numerusform>
            <numerusform>up for all %n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Users are affected: %n problem(s).</source>
        <translation>
            <numerusform>Users are affected: %n problem.</numerusform>
            <numerusform>Users are affected: %n problems.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mail flows, but %n thing(s) want attention.</source>
        <translation>
            <numerusform>Mail flows, but %n thing wants attention.</numerusform>
            <numerusform>Mail flows, but %n things want attention.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message numerus="yes">
        <source>(and %n more)</source>
        <translation>
            <numerusform>(and %n more)</numerusform>
            <numerusform>(and %n more)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) of %1 are served elsewhere.</source>
        <translation>
            <numerusform>%n account of %1 is served elsewhere.</numerusform>
            <numerusform>%n accounts of %1 are served elsewhere.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueWords</name>
    <message numerus="yes">
        <source>%n message(s) in the queue for %1</source>
        <translation>
            <numerusform>%n message in the queue for %1</numerusform>
            <numerusform>%n messages in the queue for %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %Ln matching message(s)</source>
        <translation>
            <numerusform>the %Ln matching message</numerusform>
            <numerusform>all %Ln matching messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %Ln message(s) for %1</source>
        <translation>
            <numerusform>the %Ln message for %1</numerusform>
            <numerusform>all %Ln messages for %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln held or quarantined message(s) stay as they are.</source>
        <translation>
            <numerusform>%Ln held or quarantined message stays as it is.</numerusform>
            <numerusform>%Ln held or quarantined messages stay as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them were quarantined.</source>
        <translation>
            <numerusform>%Ln of them was quarantined.</numerusform>
            <numerusform>%Ln of them were quarantined.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) are tried now.</source>
        <translation>
            <numerusform>%Ln message is tried now.</numerusform>
            <numerusform>%Ln messages are tried now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) looked up afresh</source>
        <translation>
            <numerusform>%Ln message looked up afresh</numerusform>
            <numerusform>%Ln messages looked up afresh</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wait(s) for another destination now</source>
        <translation>
            <numerusform>%Ln waits for another destination now</numerusform>
            <numerusform>%Ln wait for another destination now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be looked up</source>
        <translation>
            <numerusform>%Ln could not be looked up</numerusform>
            <numerusform>%Ln could not be looked up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) held.</source>
        <translation>
            <numerusform>%Ln message held.</numerusform>
            <numerusform>%Ln messages held.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) released.</source>
        <translation>
            <numerusform>%Ln message released.</numerusform>
            <numerusform>%Ln messages released.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) deleted.</source>
        <translation>
            <numerusform>%Ln message deleted.</numerusform>
            <numerusform>%Ln messages deleted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RevisionTexts</name>
    <message numerus="yes">
        <source>All %n member(s) have revision %1.</source>
        <translation>
            <numerusform>The member has revision %1.</numerusform>
            <numerusform>All %n members have revision %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Routes</name>
    <message numerus="yes">
        <source>%n member(s) asked: they agree.</source>
        <translation>
            <numerusform>%n member asked.</numerusform>
            <numerusform>%n members asked: they agree.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n member(s) did not answer.</source>
        <translation>
            <numerusform>%n member did not answer.</numerusform>
            <numerusform>%n members did not answer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sessions</name>
    <message numerus="yes">
        <source>All sessions of %1 on all members (%n row(s) are shown now) end between two of their commands, never within one. Most mail programs connect again at once.</source>
        <translation>
            <numerusform>All sessions of %1 on all members (%n row is shown now) end between two of their commands, never within one. Most mail programs connect again at once.</numerusform>
            <numerusform>All sessions of %1 on all members (%n rows are shown now) end between two of their commands, never within one. Most mail programs connect again at once.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StorageActs</name>
    <message numerus="yes">
        <source>Detach storage %1 with %n account(s)</source>
        <translation>
            <numerusform>Detach storage %1 with %n account</numerusform>
            <numerusform>Detach storage %1 with %n accounts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>homeport::AttemptPage</name>
    <message numerus="yes">
        <source>Next attempt in %n second(s).</source>
        <translation>
            <numerusform>Next attempt in %n second.</numerusform>
            <numerusform>Next attempt in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>homeport::DivergedPane</name>
    <message numerus="yes">
        <source>%n row(s) were changed by both sides: choose ours or theirs first.</source>
        <translation>
            <numerusform>%n row was changed by both sides: choose ours or theirs first.</numerusform>
            <numerusform>%n rows were changed by both sides: choose ours or theirs first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>homeport::MainWindow</name>
    <message numerus="yes">
        <source>Not connected: %1. Next attempt in %n second(s); what is shown below is old.</source>
        <translation>
            <numerusform>Not connected: %1. Next attempt in %n second; what is shown below is old.</numerusform>
            <numerusform>Not connected: %1. Next attempt in %n seconds; what is shown below is old.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>homeport::MemberTableEditor</name>
    <message numerus="yes">
        <source>Paste %n row(s)</source>
        <translation>
            <numerusform>Paste %n row</numerusform>
            <numerusform>Paste %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) must be put right first: %1</source>
        <translation>
            <numerusform>%n field must be put right first: %1</numerusform>
            <numerusform>%n fields must be put right first: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apply changes of %n row(s)</source>
        <translation>
            <numerusform>Apply changes of %n row</numerusform>
            <numerusform>Apply changes of %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>homeport::MemberTablePane</name>
    <message numerus="yes">
        <source>Somebody else changed %n field(s) that you changed too; Review shows both.</source>
        <translation>
            <numerusform>Somebody else changed %n field that you changed too; Review shows both.</numerusform>
            <numerusform>Somebody else changed %n fields that you changed too; Review shows both.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more to be put right</source>
        <translation>
            <numerusform>and %n more to be put right</numerusform>
            <numerusform>and %n more to be put right</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) changed here and not applied yet: Review changes… shows what would happen.</source>
        <translation>
            <numerusform>%n row changed here and not applied yet: Review changes… shows what would happen.</numerusform>
            <numerusform>%n rows changed here and not applied yet: Review changes… shows what would happen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>homeport::PasswordChoice</name>
    <message numerus="yes">
        <source>Password: too short; expected at least %n character(s).</source>
        <translation>
            <numerusform>Password: too short; expected at least %n character.</numerusform>
            <numerusform>Password: too short; expected at least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>homeport::PasteDialog</name>
    <message numerus="yes">
        <source>%n line(s) can be taken, </source>
        <translation>
            <numerusform>%n line can be taken, </numerusform>
            <numerusform>%n lines can be taken, </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot:</source>
        <translation>
            <numerusform>%n cannot:</numerusform>
            <numerusform>%n cannot:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) can be taken.</source>
        <translation>
            <numerusform>%n line can be taken.</numerusform>
            <numerusform>%n lines can be taken.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take over %n row(s)</source>
        <translation>
            <numerusform>Take over %n row</numerusform>
            <numerusform>Take over %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>homeport::PreflightStep</name>
    <message numerus="yes">
        <source>It would be refused: %n thing(s) stand in the way.</source>
        <translation>
            <numerusform>It would be refused: %n thing stands in the way.</numerusform>
            <numerusform>It would be refused: %n things stand in the way.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing stands in the way; read the %n warning(s).</source>
        <translation>
            <numerusform>Nothing stands in the way; read the %n warning.</numerusform>
            <numerusform>Nothing stands in the way; read the %n warnings.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>homeport::ProfileTrial</name>
    <message numerus="yes">
        <source>%1 has revision %2 of the table; %n member(s).</source>
        <translation>
            <numerusform>%1 has revision %2 of the table; %n member.</numerusform>
            <numerusform>%1 has revision %2 of the table; %n members.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>homeport::QueueActions</name>
    <message numerus="yes">
        <source>The %Ln &amp;selected message(s)</source>
        <translation>
            <numerusform>The %Ln &amp;selected message</numerusform>
            <numerusform>The %Ln &amp;selected messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;All %Ln message(s) that match</source>
        <translation>
            <numerusform>&amp;The %Ln message that matches</numerusform>
            <numerusform>&amp;All %Ln messages that match</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Release the %Ln &amp;quarantined message(s) too</source>
        <translation>
            <numerusform>Release the %Ln &amp;quarantined message too</numerusform>
            <numerusform>Release the %Ln &amp;quarantined messages too</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>homeport::QueueMessages</name>
    <message numerus="yes">
        <source>%Ln message(s) exported.</source>
        <translation>
            <numerusform>%Ln message exported.</numerusform>
            <numerusform>%Ln messages exported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln matching message(s) are selected, loaded here or not.</source>
        <translation>
            <numerusform>The %Ln matching message is selected, loaded here or not.</numerusform>
            <numerusform>All %Ln matching messages are selected, loaded here or not.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) match(es); each recipient counts.</source>
        <translation>
            <numerusform>%Ln message matches; each recipient counts.</numerusform>
            <numerusform>%Ln messages match; each recipient counts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Select all %Ln &amp;matching</source>
        <translation>
            <numerusform>Select the %Ln &amp;matching</numerusform>
            <numerusform>Select all %Ln &amp;matching</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln messages into a folder</source>
        <translation>
            <numerusform>Export %Ln message into a folder</numerusform>
            <numerusform>Export %Ln messages into a folder</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>homeport::QueueStart</name>
    <message numerus="yes">
        <source>%Ln message(s) wait(s); every destination is available.</source>
        <translation>
            <numerusform>%Ln message waits; every destination is available.</numerusform>
            <numerusform>%Ln messages wait; every destination is available.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln destination(s) unavailable</source>
        <translation>
            <numerusform>%Ln destination unavailable</numerusform>
            <numerusform>%Ln destinations unavailable</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) wait(s) there</source>
        <translation>
            <numerusform>%Ln message waits there</numerusform>
            <numerusform>%Ln messages wait there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) in all queues.</source>
        <translation>
            <numerusform>%Ln message in all queues.</numerusform>
            <numerusform>%Ln messages in all queues.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>homeport::ReviewDialog</name>
    <message numerus="yes">
        <source>%n field(s) were changed by both; the last column says so.</source>
        <translation>
            <numerusform>%n field was changed by both; the last column says so.</numerusform>
            <numerusform>%n fields were changed by both; the last column says so.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>homeport::StoragePlaceForm</name>
    <message numerus="yes">
        <source>%n problem(s): %1</source>
        <translation>
            <numerusform>%n problem: %1</numerusform>
            <numerusform>%n problems: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>homeport::TablePane</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>homeport::TargetStep</name>
    <message numerus="yes">
        <source>all %n storage(s)</source>
        <translation>
            <numerusform>the storage</numerusform>
            <numerusform>all %n storages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>homeport::TaskDock</name>
    <message numerus="yes">
        <source>Tasks (%n running)</source>
        <translation>
            <numerusform>Tasks (%n running)</numerusform>
            <numerusform>Tasks (%n running)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>homeport::TasksPage</name>
    <message numerus="yes">
        <source>%n record(s) fetched</source>
        <translation>
            <numerusform>%n record fetched</numerusform>
            <numerusform>%n records fetched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) written to %1.</source>
        <translation>
            <numerusform>%n record written to %1.</numerusform>
            <numerusform>%n records written to %1.</numerusform>
        </translation>
    </message>
</context>
</TS>
