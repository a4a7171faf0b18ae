/* The vocabularies as read-only data: pages of them that nobody asks for are never read from the disk. */
    .section .rodata
    .balign 64
    .globl signalbox_o200k_vocabulary
signalbox_o200k_vocabulary:
    .incbin "o200k_base.vocabulary"
    .balign 64
    .globl signalbox_cl100k_vocabulary
signalbox_cl100k_vocabulary:
    .incbin "cl100k_base.vocabulary"
    .section .note.GNU-stack, "", @progbits
